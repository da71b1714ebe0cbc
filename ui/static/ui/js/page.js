// What every public page runs, sent as one file.
import "./core.js";
import "./install.js";
import "./keep.js";
