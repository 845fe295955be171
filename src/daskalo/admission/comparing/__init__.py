"""The same children twice: under two rules, or under a thousand lotteries.

comparison    who gains and who loses between two placements
compared      the same in sentences
chance        how often each wish is granted when the lottery is drawn again and again
chance_words  the same in sentences
"""
