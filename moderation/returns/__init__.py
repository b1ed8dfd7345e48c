"""What providers report: returns, their results, frozen frames and amendments; a frame copies nothing."""
