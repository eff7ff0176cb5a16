"""Plots as SVG without script: they take their colours from the page, so that they are read in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 520, 240, 46, 34, 14
COLOURS = 8  # that the page defines, c0 to c7
Curve = Sequence[tuple[float, float]]


def curves(title: str, across: str, up: str, lines: Mapping[str, Curve], palette: Sequence[str]) -> str:
    """Lines over [0, 1] by [0, 1], with a legend; a name has the colour of its place in the palette."""
    parts = list(_axes(across, up, [0, 0.25, 0.5, 0.75, 1], [f"{x:g}" for x in (0, 0.25, 0.5, 0.75, 1)]))
    for name, points in lines.items():
        path = " ".join(f"{'M' if j == 0 else 'L'}{_x(x):.1f},{_y(y):.1f}" for j, (x, y) in enumerate(points))
        parts.append(f'<path class="line c{palette.index(name) % COLOURS}" d="{path}"/>')
    parts += _legend(list(lines), palette)
    return _svg(title, parts)


def bars(title: str, up: str, groups: Mapping[str, Mapping[str, float]], palette: Sequence[str]) -> str:
    """Groups of bars of heights in [0, 1]: group, then bar by name; legend and colours as in `curves`."""
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    wide = (WIDTH - LEFT - 10) / max(1, len(groups))
    parts = list(_axes("", up, [], []))
    for g, (group, heights) in enumerate(groups.items()):
        thick = wide * 0.8 / max(1, len(names))
        for i, name in enumerate(names):
            if name not in heights:
                continue
            x, y = LEFT + g * wide + wide * 0.1 + i * thick, _y(heights[name])
            tip = f"<title>{escape(f'{group}, {name}: {heights[name]:.3f}')}</title>"
            colour, size = palette.index(name) % COLOURS, f'width="{thick:.1f}" height="{_y(0) - y:.1f}"'
            parts.append(f'<rect class="bar c{colour}" x="{x:.1f}" y="{y:.1f}" {size}>{tip}</rect>')
        parts.append(
            f'<text class="tick" x="{LEFT + (g + 0.5) * wide:.1f}" y="{_y(0) + 13:.1f}" text-anchor="middle">{escape(group)}</text>'
        )
    parts += _legend(names, palette)
    return _svg(title, parts)


def _x(x: float) -> float:
    return LEFT + x * (WIDTH - LEFT - 10)


def _y(y: float) -> float:
    return TOP + (1 - y) * (HEIGHT - TOP - BOTTOM)


def _axes(across: str, up: str, places: Sequence[float], labels: Sequence[str]) -> Iterator[str]:
    for y in (0, 0.25, 0.5, 0.75, 1):
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - 10}" y1="{_y(y):.1f}" y2="{_y(y):.1f}"/>'
        yield f'<text class="tick" x="{LEFT - 5}" y="{_y(y) + 4:.1f}" text-anchor="end">{y:g}</text>'
    for x, label in zip(places, labels, strict=True):
        yield f'<text class="tick" x="{_x(x):.1f}" y="{_y(0) + 13:.1f}" text-anchor="middle">{escape(label)}</text>'
    yield f'<text class="tick" x="{(LEFT + WIDTH) / 2:.1f}" y="{HEIGHT - 4}" text-anchor="middle">{escape(across)}</text>'
    turned = f"translate(11,{(TOP + HEIGHT - BOTTOM) / 2:.1f}) rotate(-90)"
    yield f'<text class="tick" transform="{turned}" text-anchor="middle">{escape(up)}</text>'


def _legend(names: Sequence[str], palette: Sequence[str]) -> Iterator[str]:
    at = LEFT + 4.0
    for name in names:
        yield f'<rect class="bar c{palette.index(name) % COLOURS}" x="{at:.1f}" y="2" width="9" height="9"/>'
        yield f'<text class="tick" x="{at + 12:.1f}" y="10.5">{escape(name)}</text>'
        at += 22 + 6.6 * len(name)


def _svg(title: str, parts: Sequence[str]) -> str:
    named = escape(title)
    drawn = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{named}">{"".join(parts)}</svg>'
    return f"<figure><figcaption>{named}</figcaption>{drawn}</figure>"
