import sys

print("leaves")
sys.exit(3)
