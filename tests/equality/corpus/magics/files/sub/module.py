value = 'first version'
