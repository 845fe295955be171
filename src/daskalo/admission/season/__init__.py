"""The rounds of a year: applications, rankings, answers, freed places, and the next round.

season        the year so far; each step returns a new one
operations    a step as plain JSON
steps         what each step does
answers       families who confirm, refuse, or say nothing
rounds        a round and its places
working_days  the term in which families answer
files         a season as files
"""
