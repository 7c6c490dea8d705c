/** What a run leaves behind. This module knows no tensor and no engine: old runs can be read with it alone. */
package org.metricloss.results;
