"""`python -m recognition` is the `recognition` command."""

import gc


def main() -> None:
    """Load the application, and do what the command line asks."""
    # What is loaded stays until the end: looking through it for rubbish, again and again while it
    # grows, took a fifth of a start, and afterwards a moment of some request.
    gc.disable()
    from recognition import commands

    gc.freeze()
    gc.enable()
    commands.main()


if __name__ == "__main__":
    main()
