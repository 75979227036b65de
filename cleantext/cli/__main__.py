"""`python -m cleantext.cli` is the command."""

from cleantext.cli import main

raise SystemExit(main())
