"""Admission to kindergartens, nurseries and first class: rules, placement, explanation, audit."""
