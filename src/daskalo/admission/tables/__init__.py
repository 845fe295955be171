"""The applications: tables that people export, read with every fault named, and the same as numbers.

scenario  the applications of one ranking
reading   a table as it was exported
frames    a table made in Python
checks    every fault of the tables, each with line and remedy
findings  faults, collected so that all can be mended in one go
fit       whether applications fit the rules
coded     a scenario as numbers
exports   results as files
"""
