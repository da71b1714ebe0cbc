// What a guide runs, sent as one file. Without it everything is there to read.
import "./checklist.js";
import "./terms.js";
