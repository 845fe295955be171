def greet():
    return "changed by the learner"
