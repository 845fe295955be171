"""The gradebook of a course: nbgrader's tables, and two of our own beside them in the same database.

`daskalo_note` holds what a trainer should know about a hand-in, `daskalo_vote` the marks by hand, criterion by
criterion and rater by rater. nbgrader does not look at them, and works as before where they are not there.
"""

from daskalo_grading.book.book import Book, book_url
from daskalo_grading.book.rows import REFUSED, Note, Vote

__all__ = ["REFUSED", "Book", "Note", "Vote", "book_url"]
