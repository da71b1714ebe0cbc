// What a public page for reading runs, sent as one file. Whether pictures wait is settled before the page is kept.
import "./core.js";
import "./install.js";
import "./reading.js";
import "./keep.js";
