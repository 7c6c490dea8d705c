package org.metricloss.cluster.spark;

import java.io.Serializable;
import java.util.List;
import org.metricloss.experiments.work.ItemFiles;

/**
 * An item that is sent to an executor.
 *
 * @param id the item
 * @param needed the records that it depends on, without artifacts
 */
record Item(String id, List<ItemFiles> needed) implements Serializable {}
