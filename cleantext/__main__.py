"""`python -m cleantext` is the command."""

from cleantext.cli import main

raise SystemExit(main())
