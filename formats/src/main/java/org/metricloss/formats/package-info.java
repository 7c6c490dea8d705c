/** File formats, and files that are written whole or not at all. Knows nothing of losses, data sets or results. */
package org.metricloss.formats;
