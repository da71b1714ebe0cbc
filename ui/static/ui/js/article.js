// What a public page for reading runs, sent as one file.
import "./page.js";
import "./reading.js";
