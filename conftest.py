"""Import the package as its users do, before pytest imports its modules one by one for doctests.

Otherwise a module that pytest comes to first exists twice, with two classes of each name.
"""

import pkgutil
from importlib import import_module

import cleantext

for module in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
