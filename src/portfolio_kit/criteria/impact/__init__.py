"""Impact in numbers (article sections 9.2 and 5.2): problem, results, baseline, depth of evaluation."""
