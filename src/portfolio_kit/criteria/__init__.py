"""The criteria: one module a pillar, one function a criterion, its docstring the rule that it applies.

A criterion takes the Repository as it was read and returns a Finding. It opens no file and runs nothing.
"""
