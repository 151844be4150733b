"""`python -m kronobarn_cli` does what `kronobarn` does."""

from kronobarn_cli.main import main

if __name__ == "__main__":
    main()
