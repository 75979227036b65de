"""Settings for every test: neither a slow machine nor bad luck may fail a property.

What was green stays green, so the examples are the same everywhere; new ones are looked for by
`make fuzz` and by `HYPOTHESIS_PROFILE=thorough`, which draws others each time.
"""

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", parent=settings.get_profile("default"), max_examples=2000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A shell starts what it sends to the background deaf to interrupts, and children inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

#: Run by hand, or by `test_fuzz.py` for a moment; they want packages that tests do without.
collect_ignore = ["fuzz"]
