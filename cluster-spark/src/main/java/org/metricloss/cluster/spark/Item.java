package org.metricloss.cluster.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.metricloss.experiments.work.ItemFiles;

/**
 * An item that is sent to an executor.
 *
 * @param id the item
 * @param needed the records that it depends on, without artifacts; items of one group share them
 */
record Item(String id, Broadcast<List<ItemFiles>> needed) implements Serializable {}
