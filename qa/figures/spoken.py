"""A figure as people write it: 1.03亿元, 近80%, 5至10个."""

from __future__ import annotations

from decimal import Decimal

from qa.annotations import Bound, Figure

_BEFORE = {Bound.EXACT: "", Bound.ABOUT: "约", Bound.OVER: "超", Bound.UNDER: "近"}
# Bound words that 超 and 近 would misstate: at least is not more than, and less than is not nearly.
_PREFIXES = (
    "不少于", "不低于", "不超过", "不高于", "不多于", "至少", "最少", "至多", "最多",
    "不足", "不到", "不满", "少于", "低于", "小于", "高于", "大于",
)  # fmt: skip
_SUFFIXES = ("以上", "以下", "以内", "左右", "上下")
_SHORTENED = ((10**8, "亿", 4), (10**4, "万", 2))
"""A value from this on is written with this scale, if it then has no more decimals than this."""


def spoken(figure: Figure, written: str = "") -> str:
    """The figure in words for people. With the slice as `written` in the text its own 不足, 至少, 以上 are kept; without, 超 and 近
    stand for every bound from above and below."""
    scaled = _scaled(figure.value, figure.unit)
    if figure.upto is not None:
        other = _scaled(figure.upto, figure.unit)
        shared = scaled[-1] if scaled[-1] in "万亿" and scaled[-1] == other[-1] else ""
        scaled = f"{scaled.removesuffix(shared)}至{other}"
    prefix = next((word for word in _PREFIXES if written.startswith(word)), "")
    suffix = next((word for word in _SUFFIXES if written.endswith(word)), "") if not prefix else ""
    if not prefix and not suffix and not (figure.bound is Bound.ABOUT and figure.upto is not None):
        prefix = _BEFORE[figure.bound]
    return f"{prefix}{scaled}{figure.unit}{suffix}"


def _scaled(value: Decimal, unit: str) -> str:
    """`10300000` as `1030万`; shares and the like as they are."""
    if unit not in ("%", "‰", "番"):
        for factor, word, most in _SHORTENED:
            part = value / factor
            if abs(value) >= factor and -int(part.normalize().as_tuple().exponent) <= most:
                return _digits(part) + word
    return _digits(value)


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
