"""Where `portfolio-kit` and `python -m portfolio_kit` start.

Kept apart from the command line itself so that `--version` costs no more than starting Python.
"""

import os
import sys


def main() -> int:
    """Run the command line and return its exit code; after `--version` and `check` the process ends here."""
    if sys.argv[1:] == ["--version"]:
        from portfolio_kit import __version__

        try:
            print(f"portfolio-kit {__version__}", flush=True)
        except OSError:
            pass  # the command line meets the same error, and knows what to say about it
        else:
            _end(0)
    from portfolio_kit.cli import run

    code = run(sys.argv[1:])
    if sys.argv[1:2] == ["check"]:
        from portfolio_kit.compiled import patterns

        patterns.keep()
        _end(code)
    return code


def _end(code: int) -> None:
    """End at once: nothing is left to tidy up, and Python's own tidying, of all that was read, takes its time.

    Returns where something can't be written any more, which Python's own end reports.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        # `python -m` looks for modules in the current folder first, which may be the one to be checked.
        del sys.path[0]
    sys.exit(main())
