"""From applications and rules to who got which place.

applications  applications under rules, as arrays; twins, reserved and kept places
market        an admission in one strict order
mechanisms    six procedures on a market
lottery       lots nobody can choose
placement     the result: placements, cutoffs, report
verification  one result checked from what is published
words         what is said about a ranking
"""
