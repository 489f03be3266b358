"""`python -m recognition` is the `recognition` command."""

from recognition.commands import main

if __name__ == "__main__":
    main()
