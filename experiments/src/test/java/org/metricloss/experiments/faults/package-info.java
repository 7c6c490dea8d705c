/** What a run survives: killed processes, bad trials, full disks, changed files. Real processes are run and really killed. */
package org.metricloss.experiments.faults;
