"""The criteria: a room a pillar, a module and a function a criterion, its docstring the rule that it applies.

A criterion takes the Repository as it was read and returns a Finding. It opens no file and runs nothing. What several
pillars ask lies beside the rooms; no room asks another.
"""
