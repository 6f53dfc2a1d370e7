"""`python -m app` is `mostrador`."""

from app.cli import main

main()
