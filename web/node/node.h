// The functions of host.js as C++ sees them.
#pragma once

#include <string>

extern "C" {
int godwit_node_write(int descriptor, const char* bytes, int size);
int godwit_node_read(char* buffer, int size);
int godwit_node_is_terminal(int descriptor);
int godwit_node_width();
int godwit_node_interrupts();
void godwit_node_sleep(int millis);
double godwit_node_free_bytes(const char* folder);  // -1 = unknown
int godwit_node_sync_folder(const char* folder);    // an errno
int godwit_node_process_exists(int pid);
// These allocate what they return: TakeText.
char* godwit_node_self();
char* godwit_node_real_path(const char* path);
char* godwit_node_users(const char* path);
char* godwit_node_list(const char* folder);
}

namespace godwit::node {

// Copies the text and frees it.
std::string TakeText(char* text);

}  // namespace godwit::node
