"""`python -m sampling`: digest, draw, verify, accuracy and characteristic at the command line."""

from sampling.command_line import main

if __name__ == "__main__":
    raise SystemExit(main())
