"""The module `analysis_engine`: tells from what is captured, and never from what is written, how the work goes."""
