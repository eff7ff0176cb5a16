"""The text while it is being cut: every character keeps its index, and who took it out is noted."""

from __future__ import annotations

from qa.clean import Left
from qa.text.lines import Line, split
from qa.types import Reason


class Sheet:
    """The decoded text with what was left out so far. `owner[i]` is the reason why character i is out, None while it is in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.owner: list[Reason | None] = [None] * len(text)
        self._work = list(text)

    def cut(self, start: int, end: int, reason: Reason) -> None:
        """Leave `[start, end)` out, but for what is out already; line breaks keep their place."""
        for i in range(start, end):
            if self.owner[i] is None and not self.text[i].isspace():
                self.owner[i] = reason
                self._work[i] = " "

    def cut_line(self, line: Line, reason: Reason) -> None:
        """Leave a whole line out."""
        self.cut(line.start, line.end, reason)

    def lines(self) -> list[Line]:
        """The lines of what is still in."""
        return split(self.work, self.text)

    @property
    def work(self) -> str:
        """The text with a space for each character that is out: as long as the text itself."""
        return "".join(self._work)

    def kept(self, start: int, end: int) -> list[int]:
        """Indices in `[start, end)` of the characters that are in and no white space."""
        return [i for i in range(start, end) if self.owner[i] is None and not self.text[i].isspace()]

    def after(self, at: int) -> Reason | None:
        """Why the first character but white space from `at` on is out; None where it is in or there is none."""
        return next((self.owner[i] for i in range(at, len(self.text)) if not self.text[i].isspace()), None)

    def before(self, at: int) -> Reason | None:
        """Likewise for the last character before `at`."""
        return next((self.owner[i] for i in range(at - 1, -1, -1) if not self.text[i].isspace()), None)

    def same_line(self, first: int, second: int) -> bool:
        """Whether no line break stands between two places."""
        return not any(c in "\n\r" for c in self.text[first:second])

    def left(self) -> list[Left]:
        """What is out, as runs of one reason in the file's order; white space does not part a run."""
        runs: list[tuple[Reason, list[int]]] = []
        for i, reason in enumerate(self.owner):
            if reason is None or self.text[i].isspace():
                continue
            if runs and runs[-1][0] is reason and not self.text[runs[-1][1][-1] + 1 : i].strip():
                runs[-1][1].append(i)
            else:
                runs.append((reason, [i]))
        return [Left(reason, "".join(self.text[k] for k in run), tuple(run)) for reason, run in runs]
