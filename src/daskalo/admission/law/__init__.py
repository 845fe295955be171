"""The rules: dated law as data, what each value is worth, and a table of an annex made into a rule file.

rules            one version of the rules, read from `admission/rules/<id>/<day>.toml`
listing          the versions as lists
annex            a pasted table becomes a rule file
annex_table      reading that table
transliteration  ids from Bulgarian words
"""
