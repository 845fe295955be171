import sys

print(__name__, sys.argv[1:])
made_by_script = 7
