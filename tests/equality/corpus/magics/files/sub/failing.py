def fail():
    raise ValueError("in a script")


fail()
