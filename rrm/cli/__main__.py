"""`python -m rrm.cli …` is `rrm …`."""

from rrm.cli.app import main

if __name__ == "__main__":
    main()
