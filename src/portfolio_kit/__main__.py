"""Where `portfolio-kit` and `python -m portfolio_kit` start.

Kept apart from the command line itself so that `--version` costs no more than starting Python.
"""

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from portfolio_kit import __version__

        print(f"portfolio-kit {__version__}")
        return 0
    from portfolio_kit.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
