"""`python -m minutes` is the command `minutes`."""

from minutes.cli import main

if __name__ == "__main__":
    main()
