"""Regular expressions that are compiled when they are first used.

The program has some four hundred, and a question needs a third of them: compiling all took a fifth of a cold start (docs/log.md)."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a compiled pattern, which it becomes on first use; what was asked of it once is kept, so that later uses cost nothing."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self.__dict__["_compiled"] = re.compile(self.pattern, self._flags)
        value = self.__dict__[name] = getattr(compiled, name)
        return value


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, at the first use: there too it raises re.error for a pattern that is none. `re`'s own functions do not take it."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
