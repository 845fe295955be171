"""Why a child was placed where it was, and what would have changed it.

explanation  wish by wish: cutoff, who stood ahead, outcome
changes      the smallest change that would have been enough
explained    the same in sentences
card         the same as a page to print
"""
