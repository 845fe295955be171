def greet():
    return "greetings from the author"
