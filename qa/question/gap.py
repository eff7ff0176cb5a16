"""Where a question's answer would stand in it: Chinese puts the question word in the answer's own place."""

from __future__ import annotations

from qa.patterns import regex
from qa.question.kinds import UNIT

# The question word itself, longest first; politeness and marks are no gap.
_WORD = regex(
    r"[什啥]么?时候|什么时间|什么地方|什么样的?|为什么|什么|甚么|啥时(?!代)|几时|[多哪]会儿|为何|为啥|何时|何地|何处|何年|何人|何种|何谓|何为|何者|何|"
    r"哪一?[年天日位个种项家座所条名些里儿边]|哪几[个项条种类位]?|哪|"
    rf"第?几(?:{UNIT})?|多少(?:{UNIT})?|多[大高长远久重宽深快厚]|怎么样|怎样|怎么|如何|谁|啥|是\s*[?？]?$"
)
_MARKS = regex('[“”"‘’「」『』]')
_ENDS = regex(r"[,，;；:：]")
_BLANK = regex(r"[\s?？!！。]")


def gap(normal: str) -> tuple[str, str]:
    """What stands left and right of the question word, up to the marks around its clause, without white space and quotation marks.

    王家坝由谁执导 gives (王家坝由, 执导): a sentence that holds both with something between them fills the gap (a cloze, Taylor
    1953). Without a question word all of the last clause stands on the left.
    """
    text = _MARKS.sub("", normal)
    found = list(_WORD.finditer(text))
    word = next((match for match in found if match.group() != "如何"), found[0] if found else None)
    left, right = (text, "") if word is None else (text[: word.start()], text[word.end() :])
    return _ENDS.split(_BLANK.sub("", left))[-1], _ENDS.split(_BLANK.sub("", right))[0]
