"""Authoring: text sources in, proved nbgrader courses in two languages out.

- `build`: MyST lesson, activities and catalogue to nbgrader's source notebooks;
- `check`: lint, and the proof both ways through real nbgrader;
- `translate`: the catalogues, and how far they are;
- `write_syllabus`: the programme sheet of a course.

Everything an author writes is read by `sources`; everything that is wrong becomes a `Finding`.
"""
