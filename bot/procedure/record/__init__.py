"""The record itself: off it and back, keeping, erasing, files, exports."""
