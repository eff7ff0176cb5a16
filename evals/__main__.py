"""`python -m evals`: the same as `youju eval`."""

from __future__ import annotations

import sys

from evals.report import main
from qa.errors import YoujuError
from qa.messages import locale_of_environment

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except YoujuError as error:
        print(error.say(locale_of_environment()), file=sys.stderr)
        sys.exit(2)
